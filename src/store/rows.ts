export type SqlValue = string | number | bigint | null;

/** Runs statements synchronously; rows are plain objects by column name. Throws a StoreError if the file fails. */
export interface Rows {
  run(sql: string, ...values: SqlValue[]): { readonly changes: number; readonly id: number };
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
}
