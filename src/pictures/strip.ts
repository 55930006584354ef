/** Both speeds over time, below the map. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import { colourOf, write } from './paint.ts';
import type { Box, Scene, ShownCar } from './scene.ts';

const FROM_S = -5;
const TO_S = 3;
const STEP_S = 0.05;

interface Axes {
  readonly toX: (t: number) => number;
  readonly toY: (kmh: number) => number;
  readonly lowest: number;
  readonly highest: number;
  readonly plot: Box;
}

export function paintStrip(context: SKRSContext2D, { a, b }: Scene, box: Box): void {
  context.fillStyle = COLOURS.shade;
  context.fillRect(box.left, box.top, box.width, box.height);
  const plot = { left: box.left + 62, top: box.top + 44, width: box.width - 62 - 20, height: box.height - 44 - 32 };
  const axes = axesFor([a, b], plot);
  if (!axes) return;
  grid(context, axes);
  legend(context, [a, b], box);
  for (const car of [b, a]) curve(context, car, axes);
}

function axesFor(cars: readonly ShownCar[], plot: Box): Axes | undefined {
  const speeds = cars.flatMap(({ trace }) =>
    trace
      .pieces(FROM_S, TO_S, STEP_S)
      .flat()
      .map(({ kmh }) => kmh),
  );
  if (speeds.length === 0) return undefined;
  const lowest = Math.max(0, Math.floor((Math.min(...speeds) - 5) / 50) * 50);
  const highest = Math.max(lowest + 50, Math.ceil((Math.max(...speeds) + 5) / 50) * 50);
  return {
    plot,
    lowest,
    highest,
    toX: (t) => plot.left + ((t - FROM_S) / (TO_S - FROM_S)) * plot.width,
    toY: (kmh) => plot.top + plot.height - ((kmh - lowest) / (highest - lowest)) * plot.height,
  };
}

function grid(context: SKRSContext2D, { toX, toY, lowest, highest, plot }: Axes): void {
  context.lineWidth = 1;
  context.strokeStyle = COLOURS.asphalt;
  const step = highest - lowest > 150 ? 100 : 50;
  for (let kmh = lowest; kmh <= highest; kmh += step) {
    line(context, plot.left, toY(kmh), plot.left + plot.width, toY(kmh));
    write(context, String(kmh), { x: plot.left - 8, y: toY(kmh) + 7, size: 20, align: 'right' });
  }
  for (let t = FROM_S; t <= TO_S; t += 1) {
    context.strokeStyle = COLOURS.asphalt;
    line(context, toX(t), plot.top, toX(t), plot.top + plot.height);
    if (t !== 0 && t !== TO_S && t % 2 !== 0) continue;
    const text = t === 0 ? '0' : t === TO_S ? '3 s' : String(t).replace('-', '\u2013');
    const isLast = t === TO_S;
    write(context, text, {
      x: toX(t) + (isLast ? 14 : 0),
      y: plot.top + plot.height + 24,
      size: 20,
      align: isLast ? 'right' : 'center',
    });
  }
  context.strokeStyle = COLOURS.text;
  context.lineWidth = 2;
  line(context, toX(0), plot.top, toX(0), plot.top + plot.height);
}

function line(context: SKRSContext2D, x: number, y: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}

/** "A 182 to 96 km/h", each on half of the width. */
function legend(context: SKRSContext2D, cars: readonly ShownCar[], { left, top, width }: Box): void {
  cars.forEach((car, index) => {
    const x = left + 16 + (index * width) / 2;
    context.strokeStyle = colourOf(car);
    context.lineWidth = 4;
    context.setLineDash(car.letter === 'B' ? [10, 6] : []);
    line(context, x, top + 24, x + 26, top + 24);
    context.setLineDash([]);
    write(context, `${car.letter} ${car.speeds}`, { x: x + 34, y: top + 32, size: 22, colour: colourOf(car) });
  });
}

function curve(context: SKRSContext2D, car: ShownCar, { toX, toY }: Axes): void {
  context.strokeStyle = colourOf(car);
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.setLineDash(car.letter === 'B' ? [10, 6] : []);
  context.beginPath();
  let isDrawing = false;
  for (let t = FROM_S; t <= TO_S + 1e-9; t += STEP_S) {
    const pose = car.trace.at(t);
    if (pose && isDrawing) context.lineTo(toX(t), toY(pose.kmh));
    else if (pose) context.moveTo(toX(t), toY(pose.kmh));
    isDrawing = pose !== undefined;
  }
  context.stroke();
  context.setLineDash([]);
  const { braked } = car;
  const pose = braked === undefined ? undefined : car.trace.at(braked);
  if (braked !== undefined && pose) brakeMark(context, car, toX(braked), toY(pose.kmh));
}

function brakeMark(context: SKRSContext2D, car: ShownCar, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x - 9, y - 18);
  context.lineTo(x + 9, y - 18);
  context.lineTo(x, y - 4);
  context.closePath();
  context.fillStyle = colourOf(car);
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = COLOURS.text;
  context.stroke();
}
