/** A driver in a car. The car id is the slot of the entry list, the GUID is who it is. */
export interface Driver {
  readonly carId: number;
  /** SteamID64; `car:<id>` for the GUIDs "0" and "" that servers without Steam report. */
  readonly guid: string;
  readonly name: string;
}
