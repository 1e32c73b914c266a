"""Commands that come in groups: each module is a part of `meeting-records`, wired in `app.cli`."""
