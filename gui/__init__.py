"""The window: everything Qt. It knows the registries, never a particular entity or form."""
