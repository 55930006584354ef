import type { ContactPicture, PictureForm } from './contactPicture.ts';

/** Messages to the drawing thread. */
export interface DrawJob {
  readonly id: number;
  readonly form: PictureForm;
  readonly picture: ContactPicture;
}

/** Messages from it. `drawn` is undefined if there is nothing to see. */
export type DrawnJob =
  | { readonly ready: true }
  | { readonly missing: string }
  | { readonly id: number; readonly drawn: Uint8Array | undefined }
  | { readonly id: number; readonly failed: string };
