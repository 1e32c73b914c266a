"""Records over HTTP: one module a resource."""
