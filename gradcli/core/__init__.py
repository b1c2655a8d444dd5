"""What a program is: the trace that user code writes, the ops it is written in, the slice that is differentiated."""
