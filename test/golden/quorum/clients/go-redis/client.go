// Package redisclient connects with go-redis 9 (go get github.com/redis/go-redis/v9).
package redisclient

import (
	"os"
	"time"

	"github.com/redis/go-redis/v9"
)

// New returns a client that follows the primary through a failover; commands are tried again meanwhile.
func New() *redis.Client {
	return redis.NewFailoverClient(&redis.FailoverOptions{
		MasterName: "mymaster",
		SentinelAddrs: []string{
			"10.0.1.13:5000",
			"10.0.1.14:5000",
			"10.0.1.11:5000",
			"10.0.1.12:5000",
			"10.0.1.10:5000",
		},
		Password: os.Getenv("REDIS_PASSWORD"),
		// The limits hold for Sentinels too. Unless given they are 5 s and 3 s: a host that is cut off takes that long.
		DialTimeout: 500 * time.Millisecond,
		// Must be longer than the slowest command. Those that block have a limit of their own.
		ReadTimeout:  time.Second,
		WriteTimeout: time.Second,
		// Sentinels act after 5s (downAfter), and need some seconds for a failover: three tries, which are
		// the default, end before. What failed may have been done, so it may be done twice.
		MaxRetries:      250,
		MinRetryBackoff: 100 * time.Millisecond,
		MaxRetryBackoff: 100 * time.Millisecond,
	})
}
