"""What changes actions and the plan: one module per subject, imported from where it stands."""
