"""Parts: what the shards of a run write, and how they are merged into what the whole run would have given."""
