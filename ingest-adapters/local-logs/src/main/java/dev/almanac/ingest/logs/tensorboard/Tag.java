package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.logs.tensorboard.ReadState.Blob;
import dev.almanac.ingest.logs.tensorboard.ReadState.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tag of the file that is being read, and where its values go. Its fields are open to {@link
 * TagTable}, {@link RunSeries} and {@link RunReading}: there is one look at them for each point.
 * Not safe for use by several threads.
 */
final class Tag {

  /** What a histogram is read as: a series for each. */
  static final String[] HISTOGRAM_NUMBERS = {"min", "max", "num", "sum", "sum_squares"};

  /** What is done with the values of a tag. */
  enum Handling {
    /** Each is a point. */
    NUMBERS,
    /** Each is listed, and a point of several series. */
    HISTOGRAM,
    /** They are listed. */
    LISTED,
    /** A document of params. */
    CONFIGURATION,
    /** What the plugin for hyper-parameters says. */
    HPARAMS
  }

  final String name;
  final String key;
  final Handling handling;
  final String kind;
  final @Nullable Series[] numbers = new Series[HISTOGRAM_NUMBERS.length];
  @Nullable Series series;
  @Nullable Blob blob;
  boolean complained;

  /** The tag that came after this one when it came last: training code logs in turn. */
  @Nullable Tag next;

  private final byte[] bytes;

  /**
   * Creates a tag of which nothing was delivered yet.
   *
   * @param bytes its name as it stands in the file
   * @param name the name as text, for people
   * @param key what the run calls it
   * @param kind what it is listed as; empty for numbers
   */
  Tag(byte[] bytes, String name, String key, Handling handling, String kind) {
    this.bytes = bytes;
    this.name = name;
    this.key = key;
    this.handling = handling;
    this.kind = kind;
  }

  /** Returns what stands before the first tag. */
  static Tag none() {
    return new Tag(new byte[0], "", "", Handling.LISTED, "");
  }

  boolean isNamed(byte[] text, int start, int length) {
    return length == bytes.length && Arrays.equals(bytes, 0, length, text, start, start + length);
  }
}
