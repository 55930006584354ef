/** acServer overwrites the GUID of a kicked driver with a text like `$#@@!$kicked`, in packets and in results. */
export const isKickedGuid = (guid: string): boolean => guid.includes('$kicked');
