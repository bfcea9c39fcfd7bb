// Computes something different for each seed, with much of what AssemblyScript's
// compiler and runtime make: classes, maps, arrays, strings, functions as
// values, garbage collection, SIMD.
let state: u64 = 0;

function next(): u32 {
  state = state * 6364136223846793005 + 1442695040888963407;
  return <u32>(state >> 33);
}

abstract class Shape { abstract area(): f64; }
class Square extends Shape {
  constructor(private side: f64) { super(); }
  area(): f64 { return this.side * this.side; }
}
class Circle extends Shape {
  constructor(private radius: f64) { super(); }
  area(): f64 { return Math.PI * Math.sqrt(this.radius); }
}

function counted(): string {
  const counts = new Map<string, i32[]>();
  for (let i = 0; i < 300; i++) {
    const key = "k" + (next() % 40).toString();
    if (!counts.has(key)) counts.set(key, []);
    counts.get(key).push(i);
  }
  const keys = counts.keys().sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  const parts: string[] = [];
  for (let i = 0; i < keys.length; i++) parts.push(keys[i] + "=" + counts.get(keys[i]).join(","));
  return parts.join(";");
}

function lanes(): string {
  let sum = i32x4.splat(<i32>next());
  for (let i = 0; i < 20; i++)
    sum = i32x4.add(i32x4.mul(sum, i32x4(1, 3, 5, <i32>next())), i8x16.shuffle(sum, sum, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  return i32x4.extract_lane(sum, 0).toString() + " " + i32x4.extract_lane(sum, 3).toString();
}

function hash(text: string): u64 {
  let h: u64 = 14695981039346656037;
  for (let i = 0; i < text.length; i++) h = (h ^ text.charCodeAt(i)) * 1099511628211;
  return h;
}

export function run(seed: u64): u64 {
  state = seed;
  const shapes: Shape[] = [];
  for (let i = 0; i < 40; i++)
    shapes.push(next() % 2 == 0 ? <Shape>new Square(<f64>(next() % 100) / 7) : <Shape>new Circle(<f64>(next() % 1000)));
  const area = shapes.reduce<f64>((sum, s) => sum + s.area(), 0);
  const numbers = new Uint32Array(2000);
  for (let i = 0; i < numbers.length; i++) numbers[i] = next();
  numbers.sort();
  numbers.copyWithin(10, 500, 1200);
  const words = counted().split(";").reverse().join("|").replaceAll("k1", "K").toUpperCase();
  return hash([words, area.toString(), numbers[1000].toString(), numbers[20].toString(), lanes()].join("\n"));
}
