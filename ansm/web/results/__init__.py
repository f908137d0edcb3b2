"""The results of a diagnostic on the screen: what each part says, then how it is shown."""
