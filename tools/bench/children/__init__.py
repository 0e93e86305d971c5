"""Scripts that run in processes of their own, so that nothing of the benchmark is in what they measure.

They import what a Lambda function imports and print one line of JSON.
"""
