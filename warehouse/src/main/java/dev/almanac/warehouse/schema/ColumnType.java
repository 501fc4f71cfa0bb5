package dev.almanac.warehouse.schema;

/** The types that every reader of the warehouse understands alike. */
public enum ColumnType {
  /** UTF-8 text; Java {@link String}. */
  TEXT("VARCHAR"),
  /** 64-bit integer; Java {@link Long}. */
  BIGINT("BIGINT"),
  /** 32-bit integer; Java {@link Integer}. */
  INTEGER("INTEGER"),
  /** IEEE 754 double, NaN and infinities included; Java {@link Double}. */
  DOUBLE("DOUBLE"),
  /** Java {@link Boolean}. */
  BOOLEAN("BOOLEAN"),
  /** Instant in microseconds, UTC; Java {@link java.time.Instant}. */
  TIMESTAMP("TIMESTAMP WITH TIME ZONE"),
  /** Calendar day without zone; Java {@link java.time.LocalDate}. */
  DATE("DATE");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** Returns the type's name in DuckDB's SQL. */
  public String sql() {
    return sql;
  }
}
