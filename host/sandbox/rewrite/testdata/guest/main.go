// Command guest computes something different for each seed, with much of what
// Go's compiler and runtime can do: maps, closures, interfaces, goroutines,
// defer, growing memory, garbage collection, sorting, text, floating point.
package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var word = regexp.MustCompile(`[a-z]+([0-9])`)

type shape interface{ area() float64 }
type square struct{ Side float64 }
type circle struct{ Radius float64 }

func (s square) area() float64 { return s.Side * s.Side }
func (c circle) area() float64 { return math.Pi * c.Radius * c.Radius }

// run returns a hash of what it made of the seed.
//
//go:wasmexport run
func run(seed int64) int64 {
	h := fnv.New64a()
	next := generator(uint64(seed))
	fmt.Fprintln(h, recovered(int(next()%3)), areas(next), counted(next), channelled(next))
	fmt.Fprintln(h, new(big.Int).Exp(big.NewInt(3), big.NewInt(int64(next()%500)), nil))
	fmt.Fprintln(h, word.ReplaceAllString(strings.Repeat("ab"+strconv.Itoa(int(next()%10))+" ", 20), "<$1>"))
	return int64(h.Sum64())
}

func generator(x uint64) func() uint64 {
	return func() uint64 {
		x = x*6364136223846793005 + 1442695040888963407
		return x >> 33
	}
}

func recovered(n int) (text string) {
	defer func() { text = fmt.Sprint(recover(), text) }()
	return strconv.Itoa([]int{1, 2}[n])
}

func areas(next func() uint64) float64 {
	sum := 0.0
	for range 50 {
		var s shape = square{float64(next()%100) / 7}
		if next()%2 == 0 {
			s = circle{math.Sqrt(float64(next() % 1000))}
		}
		sum += s.area()
	}
	return sum
}

func counted(next func() uint64) string {
	counts := map[string][]int{}
	for i := range 300 {
		key := fmt.Sprintf("k%d", next()%40)
		counts[key] = append(counts[key], i)
	}
	text, err := json.Marshal(counts)
	var back map[string][]int
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	return fmt.Sprint(len(back), len(text), string(text), err)
}

func channelled(next func() uint64) []int {
	numbers, squares := make(chan int), make(chan int, 3)
	go func() {
		defer close(numbers)
		for range 30 {
			numbers <- int(next() % 1000)
		}
	}()
	go func() {
		defer close(squares)
		for n := range numbers {
			squares <- n * n
		}
	}()
	var all []int
	for s := range squares {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

func main() {}
