"""The face: what is cut, drawn and laid out at build time.

Plain Python, which imports neither MkDocs nor folio: plain values go in and come out, and the adapters in hooks/ carry them.
"""
