package store_test

const helperRole = "KILN_STORE_TEST_ROLE"

func help(role string) int { return 2 }
