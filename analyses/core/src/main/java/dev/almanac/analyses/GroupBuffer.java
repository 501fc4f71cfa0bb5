package dev.almanac.analyses;

import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.schema.ColumnType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one group in columns that grow; emptied and used again for the next. */
final class GroupBuffer implements RowGroup {

  private static final int FIRST_CAPACITY = 256;

  private final List<QueryRows.Column> columns;
  private final List<Cells> cells;
  private int size;

  GroupBuffer(List<QueryRows.Column> columns) {
    this.columns = columns;
    this.cells = columns.stream().map(column -> Cells.of(column.type())).toList();
  }

  void clear() {
    size = 0;
  }

  void add(QueryRows row) {
    for (int column = 0; column < cells.size(); column++) {
      cells.get(column).add(size, row, column);
    }
    size++;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable String[] texts(String column) {
    return cells(column, TextCells.class).copy(size);
  }

  @Override
  public double[] numbers(String column) {
    Cells found = cells.get(index(column));
    return found instanceof LongCells longs
        ? Arrays.stream(longs.copy(size)).asDoubleStream().toArray()
        : cells(column, DoubleCells.class).copy(size);
  }

  @Override
  public long[] integers(String column) {
    return cells(column, LongCells.class).copy(size);
  }

  @Override
  public @Nullable Instant[] instants(String column) {
    return cells(column, InstantCells.class).copy(size);
  }

  private <T extends Cells> T cells(String column, Class<T> type) {
    Cells found = cells.get(index(column));
    if (!type.isInstance(found)) {
      throw new IllegalArgumentException(
          "Cannot read column " + column + ": it is " + columns.get(index(column)).type());
    }
    return type.cast(found);
  }

  private int index(String column) {
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name().equals(column)) {
        return index;
      }
    }
    List<String> names = new ArrayList<>();
    columns.forEach(each -> names.add(each.name()));
    throw new IllegalArgumentException("Cannot read column " + column + ": the input has " + names);
  }

  /** One growing column. */
  private abstract static sealed class Cells
      permits TextCells, DoubleCells, LongCells, InstantCells {

    static Cells of(ColumnType type) {
      return switch (type) {
        case TEXT, DATE -> new TextCells();
        case DOUBLE -> new DoubleCells();
        case BIGINT, INTEGER, BOOLEAN -> new LongCells();
        case TIMESTAMP -> new InstantCells();
      };
    }

    abstract void add(int at, QueryRows row, int column);
  }

  private static final class TextCells extends Cells {
    private @Nullable String[] values = new String[FIRST_CAPACITY];

    @Override
    void add(int at, QueryRows row, int column) {
      if (at == values.length) {
        values = Arrays.copyOf(values, at * 2);
      }
      values[at] = row.text(column);
    }

    @Nullable String[] copy(int size) {
      return Arrays.copyOf(values, size);
    }
  }

  private static final class DoubleCells extends Cells {
    private double[] values = new double[FIRST_CAPACITY];

    @Override
    void add(int at, QueryRows row, int column) {
      if (at == values.length) {
        values = Arrays.copyOf(values, at * 2);
      }
      values[at] = row.number(column);
    }

    double[] copy(int size) {
      return Arrays.copyOf(values, size);
    }
  }

  private static final class LongCells extends Cells {
    private long[] values = new long[FIRST_CAPACITY];

    @Override
    void add(int at, QueryRows row, int column) {
      if (at == values.length) {
        values = Arrays.copyOf(values, at * 2);
      }
      values[at] = value(row, column);
    }

    private static long value(QueryRows row, int column) {
      if (row.columns().get(column).type() == ColumnType.BOOLEAN) {
        return row.bool(column) ? 1 : 0;
      }
      return row.integer(column);
    }

    long[] copy(int size) {
      return Arrays.copyOf(values, size);
    }
  }

  private static final class InstantCells extends Cells {
    private @Nullable Instant[] values = new Instant[FIRST_CAPACITY];

    @Override
    void add(int at, QueryRows row, int column) {
      if (at == values.length) {
        values = Arrays.copyOf(values, at * 2);
      }
      values[at] = row.instant(column);
    }

    @Nullable Instant[] copy(int size) {
      return Arrays.copyOf(values, size);
    }
  }
}
