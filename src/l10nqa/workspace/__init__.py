"""The jobs that the command line, the server and the API share: one module a job, values in and values out.

Nothing is imported here, so that a command that needs no array library does not have to load one.
"""
