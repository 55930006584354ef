import { lapTime } from './log/format.ts';
import { presentSlots, type Slot, type World } from './world.ts';

/** The page /ENTRY: the cars and the board. Only its columns are known, not its markup. */
export function entryPage(world: World): string {
  const cars = world.slots.map(({ carId, driver, entry, isLoaded }) => [
    carId,
    driver?.name ?? '',
    driver?.model ?? entry.model,
    driver?.team ?? '',
    isLoaded ? '30' : 'DC',
  ]);
  const board = inOrder(world).map((slot, index) => [
    index + 1,
    slot.driver?.name ?? '',
    slot.driver?.model ?? slot.entry.model,
    lapTime(slot.bestMs),
    lapTime(slot.totalMs),
    slot.laps,
  ]);
  const heading = `<h1>${escaped(world.config.name)}: ${presentSlots(world).length} of ${world.config.maxClients}</h1>`;
  return [
    `<html><head><meta charset="utf-8"></head><body>${heading}`,
    table(['ID', 'Driver', 'Car', 'Team', 'Ping'], cars),
    table(['POS', 'Driver', 'Car', 'Best', 'Total', 'Laps'], board),
    '</body></html>',
  ].join('');
}

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `<table><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr>${rows.map(row).join('')}</table>`;

const row = (cells: readonly (string | number)[]): string =>
  `<tr>${cells.map((cell) => `<td>${escaped(String(cell))}</td>`).join('')}</tr>`;

function inOrder({ board, slots }: World): Slot[] {
  const ranked = board.flatMap(({ carId }) => slots[carId] ?? []);
  return [...ranked, ...slots.filter((slot) => !ranked.includes(slot))];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
