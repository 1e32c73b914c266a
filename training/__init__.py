"""Training the reader: from gold articles to the model that the package ships."""
