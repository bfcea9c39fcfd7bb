//! Computes something different for each seed, with much of what Rust's compiler
//! and library make: traits, closures, maps, strings, iterators, 128-bit numbers.
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Write;

struct Random(u64);
impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as u32
    }
}

trait Shape {
    fn area(&self) -> f64;
}
struct Square(f64);
struct Circle(f64);
impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
}
impl Shape for Circle {
    fn area(&self) -> f64 {
        std::f64::consts::PI * self.0.sqrt()
    }
}

fn counted(r: &mut Random, out: &mut String) {
    let mut counts: HashMap<String, Vec<usize>> = HashMap::new();
    for i in 0..300 {
        counts.entry(format!("k{}", r.next() % 40)).or_default().push(i);
    }
    let ordered: BTreeMap<_, _> = counts.into_iter().collect();
    writeln!(out, "{:?}", ordered).unwrap();
}

fn queued(r: &mut Random, out: &mut String) {
    let mut queue: VecDeque<u32> = (0..50).map(|_| r.next() % 1000).collect();
    let mut seen = Vec::new();
    while let Some(n) = queue.pop_front() {
        match n % 5 {
            0 if n > 0 => queue.extend([n / 5, n + 1]),
            1 => queue.rotate_left(queue.len().min(3)),
            _ => seen.push(n),
        }
    }
    seen.sort_by(|a, b| b.cmp(a));
    writeln!(out, "{} {:?}", seen.len(), seen.chunks(7).map(|c| c.iter().sum::<u32>()).collect::<Vec<_>>()).unwrap();
}

fn wide(r: &mut Random) -> u128 {
    (1..60).fold(1u128, |product, i| product.wrapping_mul(i + u128::from(r.next())) ^ product.rotate_left(17) / (i | 1))
}

#[no_mangle]
pub extern "C" fn run(seed: u64) -> u64 {
    let mut r = Random(seed);
    let mut out = String::new();
    counted(&mut r, &mut out);
    queued(&mut r, &mut out);
    let shapes: Vec<Box<dyn Shape>> = (0..40)
        .map(|_| match r.next() % 2 {
            0 => Box::new(Square(f64::from(r.next() % 100) / 7.0)) as Box<dyn Shape>,
            _ => Box::new(Circle(f64::from(r.next() % 1000))),
        })
        .collect();
    let sum: f64 = shapes.iter().map(|s| s.area()).sum();
    writeln!(out, "{} {:e} {}", sum, sum, wide(&mut r)).unwrap();
    let checked = (r.next() as i32).checked_mul(r.next() as i32 % 9).map_or("over".to_string(), |n| n.to_string());
    let text: String = out.chars().rev().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    (text + &checked).bytes().fold(14695981039346656037, |h, b| (h ^ u64::from(b)).wrapping_mul(1099511628211))
}
