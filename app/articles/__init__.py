"""Where articles come from: text files, HTML pages, JSON lines, folders of these and standard input."""
