import type { IniDocument } from '../../acserver/ini/document.ts';
import { reorder } from '../../acserver/ini/entryList.ts';
import type { GridOrder } from './order.ts';

/**
 * The bytes of entry_list.ini in a new order. Whole slots move with all their keys; an open slot gets the name and GUID
 * of the driver who takes it. Throws UserError for an order that does not fit the list.
 */
export function writeGrid(
  document: IniDocument,
  { order, reservations }: Pick<GridOrder, 'order' | 'reservations'>,
): Buffer {
  const reserved = document.copy();
  for (const { carId, guid, name } of reservations) {
    reserved.set(`CAR_${carId}`, 'DRIVERNAME', name);
    reserved.set(`CAR_${carId}`, 'GUID', guid);
  }
  return reorder(reserved, order);
}
