/** Terms about solving problems step by step, and about data structures. */
export const algorithms = `
# sorting and searching
sorting: quicksort, mergesort, heapsort, timsort, comparator*, compareto, comparable, comparison function,
  natural order, lexicographic*, alphabetical*, ascending, descending, partition*, pivot element, in order of, ties,
  inversion*, qsort, dutch flag, order of arrival, out of order, argsort, ranked, sort*, orders by, ordering,
  in order, shuffle*, collat*, two keys, several keys, secondary key, unsorted, presorted, toposort,
  contract violation, comparison method, merge k, largest first, smallest first, newest first, oldest first,
  in the order, general contract, leaderboard*, standings, sort slice, equal elements, dense ranking,
  competition ranking, scoreboard*, locale aware, k way
  | order*, compare*, swap*, rank*, merge*, arrange*, key, stable, reorder*, priority, first, score*, place,
  position*, equal, version strings, dictionary order
searching: bisect left, lower bound, upper bound, quickselect, top k, nth element, insertion point, inverted index,
  autocomplete, type ahead, majority element, find duplicates, missing number, two sum, two pointers, sliding window,
  prefix sum*, monotonic stack, halving, bisection, insert position, needle, haystack, peak element, search*, nearest,
  lookup, closest, find first, sortedcontainers, range query, index of the first, fuzzy match*, typo tolerant,
  trigram*, most frequent, most similar, kth, geohash, largest, smallest, position of, biggest, top ten, in one pass,
  median, rotated, unsorted list, occurs most, most common, monoton*, first true, order statistic*, locate*, index of,
  largest element, k nearest
  | look up, target, sought, contains, middle, midpoint, array, half, low, mid, heap, autosuggest*, suggest*
complexity: big o, time complexity, space complexity, asymptotic*, amortized, amortised, logarithmic, n log n,
  quadratic, linear time, constant time, exponential time, np hard, np complete, worst case, brute force, in place,
  extra space, extra memory, comparisons
  | complexity, steps, operations, pass

# algorithms
graph algorithms: breadth first, depth first, bfs, dfs, dijkstra, shortest path*, bellman ford, floyd warshall,
  a star, spanning tree, kruskal, topological sort*, strongly connected, connected component*, bipartite,
  cycle detection, adjacency, max flow, min cut, travelling salesman, traveling salesman, eulerian, hamiltonian,
  vertex, vertices, edges, union find, disjoint set*, flood fill, maze, islands, dag, network flow,
  articulation point, graph, graph theory
  | node*, path*, cycle*, neighbo*, reach*, visit*, connected, weight*, grid
dynamic programming: dynamic programming, knapsack, subsequence*, coin change, tabulation, overlapping subproblems,
  optimal substructure, matrix chain, rod cutting, kadane, maximum subarray, climbing stairs, partition equal,
  subset sum, word break
  | subproblem*, state, minimum cost, number of ways, bottom up, top down, dp
recursion: recurs*, base case, backtracking, n queens, sudoku, tower of hanoi, fibonacci, ackermann,
  divide and conquer, permutation*, powerset, power set, subsets, generate all
  | combination*, solve*, explore*, prune*, call stack
greedy and scheduling: greedy algorithm, interval scheduling, activity selection, job scheduling, exchange argument,
  meeting rooms, minimum number of platforms, load balancing problem
  | greedy, assign*, jobs, interval*
geometric algorithms: convex hull, line segment*, polygon*, bounding box, closest pair, voronoi, delaunay, sweep line,
  haversine, quadtree, kd tree, ray casting, collision detect*, latitude, longitude, manhattan distance
  | point*, distance*, rectangle*, circle*, overlap*, intersect*, coordinate*, area
bits: bitwise, bit manipulation, bitmask*, xor, bit shift, popcount, two's complement, hamming, power of two,
  least significant, bitset, binary representation, gray code, hexadecimal, octal, roman numeral*
  | bit, binary, mask, shift*, hex, flag

# data structures
linear structures: linked list*, doubly linked, stack push, queue, deque, circular buffer, ring buffer, dynamic array,
  arraylist, fifo, lifo, list node, head pointer, sentinel node, skip list, vector
  | array*, list, stack, push, pop, append*, front, tail, slice, element
trees: binary tree, binary search tree, bst, avl, red black, trie, suffix tree, segment tree, fenwick, b-tree,
  heap property, priority queue*, min heap, max heap, inorder, preorder, postorder, tree traversal,
  lowest common ancestor, root node, leaf nodes, subtree, heapq, balanced tree
  | tree*, root, leaf, leaves, child*, parent*, ancestor*, traver*, depth, height, node
hash tables: hash map, hashmap, hash table, hashtable, dictionary, hash function, hash collision, hash set, hashset,
  open addressing, linear probing, load factor, bloom filter, multiset, ordered dict, defaultdict, counter class,
  associative array, consistent hashing, hashable, hashcode
  | dict, map, set, key, bucket*, collision*, hash*, unique, duplicate*, count*, frequency
matrices and grids: two dimensional array, 2d array, matrix, matrices, spiral order, transpose*, game of life,
  tic tac toe, chess*, diagonal*, conway, minesweeper, game board
  | grid, row, column, cell*, rotate*, board
number problems: primes, sieve, gcd, lcm, factorial*, divisor*, divisible, modulo, perfect number, armstrong, collatz,
  digit sum, sum of digits, fizzbuzz, integer sequence, coprime, modular arithmetic, modular exponent*
  | integer*, even, odd, sum, digit*, number*, factor*, remainder, multiple
`;
