"""Tests about the code itself.

A gate is a function that takes paths and returns its findings, one line each. Every gate is
tested twice: on the project, where it finds nothing, and on a planted fault, which it must find.
"""
