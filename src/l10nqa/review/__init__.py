"""The review in the browser: findings by cause, one card a group, decided and repaired by a key.

`queue` and `grouping` hold what is to decide; `review` changes ledger and documents; `app` and `cards` show it.
"""
