package dev.almanac.ingest.read.source;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Hashes a set of rows to 128 bits, whatever order they come in.
 *
 * <p>Each row is hashed by two independent FNV-1a lanes (Fowler, Noll, Vo; the second with another
 * offset and multiplier) finished by the 64-bit mixer of MurmurHash3; rows are added up, so that
 * databases need not sort. Not for adversaries: a fingerprint decides whether to read a run again,
 * not whom to trust. Not safe for use by several threads.
 */
public final class Fingerprint {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long SECOND_OFFSET = 0x9e3779b97f4a7c15L;
  private static final long SECOND_PRIME = 0xd1342543de82ef95L;

  private long first;
  private long second;
  private long rows;
  private long rowFirst;
  private long rowSecond;

  /** Adds a row of text fields; null and empty differ. */
  public Fingerprint row(String table, @Nullable String... fields) {
    startRow();
    field(table);
    for (String field : fields) {
      field(field);
    }
    return endRow();
  }

  /** Adds a row of a name, some numbers and some bytes. */
  public Fingerprint row(String table, String name, long number, long otherNumber) {
    startRow();
    field(table);
    field(name);
    number(number);
    number(otherNumber);
    return endRow();
  }

  /** Adds a row of a name and a file's content. */
  public Fingerprint row(String table, String name, byte[] content) {
    startRow();
    field(table);
    field(name);
    number(content.length);
    for (byte each : content) {
      mix(each);
    }
    return endRow();
  }

  /** Adds all rows of another fingerprint. */
  public Fingerprint rows(Fingerprint other) {
    first += other.first;
    second += other.second;
    rows += other.rows;
    return this;
  }

  /** Returns the hash as text. */
  public String text() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first) + hex.toHexDigits(second) + "-" + Long.toHexString(rows);
  }

  private void startRow() {
    rowFirst = FNV_OFFSET;
    rowSecond = SECOND_OFFSET;
  }

  private Fingerprint endRow() {
    first += finish(rowFirst);
    second += finish(rowSecond);
    rows++;
    return this;
  }

  private void field(@Nullable String field) {
    if (field == null) {
      mix(-1);
      return;
    }
    number(field.length());
    for (int i = 0; i < field.length(); i++) {
      mix(field.charAt(i));
    }
  }

  private void number(long number) {
    mix(number);
    mix(number >>> 32);
  }

  private void mix(long unit) {
    rowFirst = (rowFirst ^ unit) * FNV_PRIME;
    rowSecond = (rowSecond ^ unit) * SECOND_PRIME;
  }

  /** Finishes a lane: fmix64 of MurmurHash3 (Appleby, public domain). */
  private static long finish(long lane) {
    long mixed = lane;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
