;; Eq. 2 over a packed bank, and the search of its result for the neighbours of the question.
;; build-scan.ts turns this file into scan-wasm.ts.
(module
  (memory (import "bank" "memory") 1)

  ;; The dot product of the question with every row, negative ones clamped to 0.
  ;;
  ;; One row after the other, on purpose: the matrix is then read as a single stream, which the processor's prefetcher
  ;; keeps up with. Four rows at once, the usual choice, were no faster within the caches and took more than twice as
  ;; long beyond them (100,000 rows of 384). Four accumulators hide the latency of the additions.
  ;;
  ;; $row           address of the first row; rows follow each other without a gap
  ;; $stride        bytes of a row, 4 d
  ;; $rows          N, at least 1
  ;; $question      address of the question, padded with zeros to $steps * 16 values
  ;; $steps         d / 16, rounded up; at least 1
  ;; $similarities  address of the result, N values
  ;;
  ;; The last step of a row reads on into what follows it: the zeros of the question cancel that, so it must be finite,
  ;; and 15 values must follow the last row.
  (func (export "scan")
    (param $row i32) (param $stride i32) (param $rows i32)
    (param $question i32) (param $steps i32) (param $similarities i32)
    (local $step i32) (local $x i32) (local $y i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (loop $next_row
      (local.set $a (v128.const f32x4 0 0 0 0))
      (local.set $b (local.get $a))
      (local.set $c (local.get $a))
      (local.set $d (local.get $a))
      (local.set $x (local.get $question))
      (local.set $y (local.get $row))
      (local.set $step (local.get $steps))
      (loop $next_step
        (local.set $a (f32x4.add (local.get $a)
          (f32x4.mul (v128.load (local.get $x)) (v128.load (local.get $y)))))
        (local.set $b (f32x4.add (local.get $b)
          (f32x4.mul (v128.load offset=16 (local.get $x)) (v128.load offset=16 (local.get $y)))))
        (local.set $c (f32x4.add (local.get $c)
          (f32x4.mul (v128.load offset=32 (local.get $x)) (v128.load offset=32 (local.get $y)))))
        (local.set $d (f32x4.add (local.get $d)
          (f32x4.mul (v128.load offset=48 (local.get $x)) (v128.load offset=48 (local.get $y)))))
        (local.set $x (i32.add (local.get $x) (i32.const 64)))
        (local.set $y (i32.add (local.get $y) (i32.const 64)))
        (br_if $next_step (local.tee $step (i32.sub (local.get $step) (i32.const 1)))))
      (local.set $a (f32x4.add
        (f32x4.add (local.get $a) (local.get $b))
        (f32x4.add (local.get $c) (local.get $d))))
      (f32.store (local.get $similarities)
        (f32.max (f32.const 0)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a))))))
      (local.set $similarities (i32.add (local.get $similarities) (i32.const 4)))
      (local.set $row (i32.add (local.get $row) (local.get $stride)))
      (br_if $next_row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; How many similarities each bin of similarity-histogram.ts holds. A pass of its own: within the scan it took longer.
  ;;
  ;; $similarities  address of S
  ;; $rows          N, at least 1
  ;; $counts        address of 8192 counts, which are added to
  (func (export "count")
    (param $similarities i32) (param $rows i32) (param $counts i32)
    (local $count i32)
    (loop $next_row
      ;; The mask takes nothing away from a similarity; with it, nothing is ever counted outside the bins.
      (local.set $count (i32.add (local.get $counts) (i32.shl
        (i32.and (i32.shr_u (i32.load (local.get $similarities)) (i32.const 17)) (i32.const 8191))
        (i32.const 2))))
      (i32.store (local.get $count) (i32.add (i32.load (local.get $count)) (i32.const 1)))
      (local.set $similarities (i32.add (local.get $similarities) (i32.const 4)))
      (br_if $next_row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; The rows from a similarity on, and their similarities. Four at once: nearly all are below.
  ;;
  ;; $similarities        address of S, padded with zeros to a multiple of 4
  ;; $rows                N, at least 1
  ;; $least               more than 0
  ;; $found_rows          address of the rows found, room for N
  ;; $found_similarities  address of theirs, room for N
  ;; The result is how many there are.
  (func (export "gather")
    (param $similarities i32) (param $rows i32) (param $least f32)
    (param $found_rows i32) (param $found_similarities i32) (result i32)
    (local $row i32) (local $reaching i32) (local $found i32) (local $reached i32)
    (loop $next_rows
      (local.set $reached (i32x4.bitmask
        (f32x4.ge
          (v128.load (i32.add (local.get $similarities) (i32.shl (local.get $row) (i32.const 2))))
          (f32x4.splat (local.get $least)))))
      (if (local.get $reached) (then
        (loop $next_found
          (local.set $reaching (i32.add (local.get $row) (i32.ctz (local.get $reached))))
          (i32.store
            (i32.add (local.get $found_rows) (i32.shl (local.get $found) (i32.const 2)))
            (local.get $reaching))
          (f32.store
            (i32.add (local.get $found_similarities) (i32.shl (local.get $found) (i32.const 2)))
            (f32.load (i32.add (local.get $similarities) (i32.shl (local.get $reaching) (i32.const 2)))))
          (local.set $found (i32.add (local.get $found) (i32.const 1)))
          (br_if $next_found (local.tee $reached
            (i32.and (local.get $reached) (i32.sub (local.get $reached) (i32.const 1))))))))
      (br_if $next_rows (i32.lt_u
        (local.tee $row (i32.add (local.get $row) (i32.const 4)))
        (local.get $rows))))
    (local.get $found)))
