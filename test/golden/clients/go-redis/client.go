// Package redisclient connects with go-redis 9.18 or newer (go get github.com/redis/go-redis/v9). It follows the primary
// through a failover, and leaves trying to you: Execute.
package redisclient

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Sentinels act after 5s (downAfter), and need some seconds for a failover.
const patience = 25 * time.Second

// New returns a client of the group.
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
		// All that follows holds for Sentinels too. Unless it is given, a host that is cut off takes five tries of 5 s.
		DialTimeout:   500 * time.Millisecond,
		DialerRetries: 1,
		// Leaves what hangs. It must be longer than the slowest command; those that block have a limit of their own.
		ReadTimeout:  time.Second,
		WriteTimeout: time.Second,
		// A Sentinel that hangs would be tried again as well, before the next one is asked.
		MaxRetries: -1,
	})
}

// Execute does something, and again while there is no primary that takes it: what failed may have been done, so it may be
// done twice.
func Execute(ctx context.Context, do func(context.Context) error) error {
	deadline := time.Now().Add(patience)
	for {
		err := do(ctx)
		if err == nil || ctx.Err() != nil || time.Now().After(deadline) || !isPassing(err) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// An answer of Redis is final unless it is one of these; what is no answer is a connection that broke, or none.
func isPassing(err error) bool {
	var answer redis.Error
	if !errors.As(err, &answer) {
		return true
	}
	for _, passing := range []string{"READONLY", "NOREPLICAS", "MISCONF", "MASTERDOWN", "LOADING"} {
		if strings.HasPrefix(err.Error(), passing) {
			return true
		}
	}
	return false
}
