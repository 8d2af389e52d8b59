"""The face of The Callback: what is cut, drawn and laid out at build time. Plain values in, plain values out: no MkDocs, no Library."""
