"""What is drawn at build time. Plain Python: it imports neither MkDocs nor folio, and takes and gives plain values."""
