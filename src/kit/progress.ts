/** A note to whoever asked, while the work is still going on. */
export type Progress = (note: string) => void;
