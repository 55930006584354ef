import type { AnswerOf, Shown } from '../../command/answer.ts';
import type { DriverRow } from '../../features/drivers/rows.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { MessageContent } from '../common/message.ts';
import { type Column, type Columns, tablesOf } from '../common/table.ts';
import { escapeCode } from '../common/text.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

export function driversMessage({ drivers, show, isUnknown }: AnswerOf<'drivers'>, words: Catalogue): MessageContent {
  if (isUnknown) return { content: words.driversUnknown() };
  if (drivers.length === 0) return { content: words.nobodyOnServer() };
  const description = tablesOf(tablesShowing(show, words), drivers, { limit: DESCRIPTION_LENGTH, words });
  return { embeds: [{ title: words.driversOnServer({ drivers: drivers.length }), description }] };
}

/** The name comes last: double-width scripts would misalign the columns behind them. */
function tablesShowing({ guids, addresses }: Shown, words: Catalogue): readonly Columns<DriverRow>[] {
  const id: Column<DriverRow> = { title: words.column({ of: 'carId' }), cell: ({ carId }) => String(carId) };
  const driving: Columns<DriverRow> = [
    id,
    { title: words.column({ of: 'laps' }), cell: ({ laps }) => String(laps) },
    {
      title: words.column({ of: 'bestLap' }),
      cell: ({ bestLapMs }) => (bestLapMs === undefined ? '-' : words.lapTime({ ms: bestLapMs })),
    },
    {
      title: words.column({ of: 'name' }),
      cell: ({ name, loaded }) => `${escapeCode(name, 32) || '?'}${loaded ? '' : ` (${words.stillLoading()})`}`,
    },
  ];
  const guid: Column<DriverRow> = { title: words.column({ of: 'guid' }), cell: ({ guid }) => escapeCode(guid, 20) };
  const identity: Columns<DriverRow> = [
    id,
    { title: words.column({ of: 'car' }), cell: ({ model }) => escapeCode(model, 30) },
    ...(guids ? [guid] : []),
  ];
  const address: Column<DriverRow> = { title: words.column({ of: 'address' }), cell: addressOf };
  return [driving, identity, ...(addresses ? [[id, address]] : [])];
}

const addressOf = ({ address }: DriverRow): string =>
  address ? `${escapeCode(address.host, 45)}:${address.port}` : '-';
