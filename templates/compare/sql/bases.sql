SELECT unnest(['first', 'best']) AS value
