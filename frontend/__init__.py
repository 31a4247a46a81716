"""What people touch: templates, components, styles and small JS modules. Knows no feature."""
