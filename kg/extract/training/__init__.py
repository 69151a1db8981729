"""Training of the weights in `kg/extract/coreference_weights.tsv` (`python -m kg.extract.training`)."""
