"""Claims before curators: what a run found is decided one by one, and no decision is lost."""
