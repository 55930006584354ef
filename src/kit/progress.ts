/** Sends the user a note while the work is still going on. */
export type Progress = (note: string) => void;
