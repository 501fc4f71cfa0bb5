package dev.almanac.cli.preview;

import dev.almanac.warehouse.query.QueryRows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks an answer that is in memory. */
final class RememberedRows implements QueryRows {

  private final RememberingEngine.Answer answer;
  private int at = -1;

  RememberedRows(RememberingEngine.Answer answer) {
    this.answer = answer;
  }

  @Override
  public List<Column> columns() {
    return answer.columns();
  }

  @Override
  public boolean next() {
    return ++at < answer.rows().size();
  }

  @Override
  public boolean isNull(int column) {
    return value(column) == null;
  }

  @Override
  public @Nullable String text(int column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  @Override
  public double number(int column) {
    return value(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  @Override
  public long integer(int column) {
    return value(column) instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public boolean bool(int column) {
    return Boolean.TRUE.equals(value(column));
  }

  @Override
  public @Nullable Instant instant(int column) {
    return (Instant) value(column);
  }

  @Override
  public @Nullable Object value(int column) {
    return answer.rows().get(at)[column];
  }

  @Override
  public void close() {
    // Nothing to release.
  }
}
