package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.util.Arrays;

/**
 * Reads one event at a time, without an object for it. Field numbers are those of {@code
 * event.proto}, {@code summary.proto} and {@code tensor.proto} of TensorBoard ({@code
 * tensorboard/compat/proto}). Pure; not safe for use by several threads.
 */
final class EventReader {

  /** What an event holds besides its time and step. */
  enum Content {
    /** Nothing that is known. */
    NONE,
    /** The file's version: its first event. */
    FILE_VERSION,
    /** The graph of a model, or what ran of it. */
    GRAPH,
    /** Summary values. */
    SUMMARY,
    /** A line of a log. */
    LOG_MESSAGE,
    /** The beginning or end of a session. */
    SESSION
  }

  /** What form a summary value has. */
  enum Form {
    /** No value; the metadata may hold one. */
    NONE,
    /** One number: {@link #value}. */
    SCALAR,
    /** A tensor that is not one number. */
    TENSOR,
    /** A tensor of texts; the first is {@link #text}. */
    TEXT,
    /** A histogram as of TensorFlow 1: {@link #histogram}. */
    HISTOGRAM,
    /** An image. */
    IMAGE,
    /** A sound. */
    AUDIO
  }

  private static final int SESSION_START = 1;

  /** Bytes of the time. */
  private static final int PLAIN_TIME = 9;

  /** Bytes of a summary of one number, its tag left out. */
  private static final int PLAIN_SUMMARY = 11;

  private final WireReader event = new WireReader(new byte[0], 0, 0);
  private final WireReader summary = new WireReader(new byte[0], 0, 0);
  private final WireReader value = new WireReader(new byte[0], 0, 0);
  private final WireReader inner = new WireReader(new byte[0], 0, 0);
  private final TensorReader tensor = new TensorReader();
  private final double[] histogram = new double[5];

  private boolean isPlain;
  private double wallTime;
  private boolean hasWallTime;
  private long step;
  private Content content = Content.NONE;
  private int contentStart;
  private int contentEnd;
  private String writer = "";

  private Form form = Form.NONE;
  private int tagStart;
  private int tagEnd;
  private double number;
  private int valueStart;
  private int valueEnd;
  private int metadataStart;
  private int metadataEnd;

  /**
   * Reads an event; its values are then asked for with {@link #nextValue}.
   *
   * @throws MalformedMessageException if the bytes are no message
   */
  void read(byte[] bytes, int from, int to) throws MalformedMessageException {
    wallTime = 0;
    hasWallTime = false;
    step = 0;
    content = Content.NONE;
    writer = "";
    isPlain = readPlain(bytes, from, to);
    if (isPlain) {
      summary.reset(bytes, to, to);
      return;
    }
    event.reset(bytes, from, to);
    while (event.next()) {
      switch (event.field()) {
        case 1 -> {
          hasWallTime = event.wireType() == WireReader.FIXED64;
          wallTime = event.doubleValue();
        }
        case 2 -> step = event.wireType() == WireReader.VARINT ? event.integer() : step;
        case 3 -> content(Content.FILE_VERSION);
        case 4, 8, 9 -> content(Content.GRAPH);
        case 5 -> content(Content.SUMMARY);
        case 6 -> content(Content.LOG_MESSAGE);
        case 7 -> content(Content.SESSION);
        case 10 -> writer = writer(event.message());
        default -> {}
      }
    }
    boolean isSummary = content == Content.SUMMARY;
    summary.reset(bytes, isSummary ? contentStart : 0, isSummary ? contentEnd : 0);
  }

  /**
   * Reads an event of a time, a step and one tag's single-precision number, in the order in which
   * protobuf writes them, where it stands: nearly all events are such, and field by field they cost
   * several times as much.
   *
   * @return false if it is another event; of this one nothing was read
   */
  private boolean readPlain(byte[] bytes, int from, int to) {
    int position = from + PLAIN_TIME;
    if (to - position < PLAIN_SUMMARY || bytes[from] != (1 << 3 | WireReader.FIXED64)) {
      return false;
    }
    long number64 = 0;
    if (bytes[position] == (2 << 3 | WireReader.VARINT)) {
      byte next;
      int shift = 0;
      do {
        position++;
        if (position >= to || shift > 56) {
          return false;
        }
        next = bytes[position];
        number64 |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0);
      position++;
    }
    int left = to - position;
    boolean isOneNumber =
        left >= PLAIN_SUMMARY
            && bytes[position] == (5 << 3 | WireReader.LENGTH)
            && bytes[position + 1] == left - 2
            && bytes[position + 2] == (1 << 3 | WireReader.LENGTH)
            && bytes[position + 3] == left - 4
            && bytes[position + 4] == (1 << 3 | WireReader.LENGTH)
            && bytes[position + 5] == left - PLAIN_SUMMARY
            && bytes[to - 5] == (2 << 3 | WireReader.FIXED32);
    if (!isOneNumber) {
      return false;
    }
    hasWallTime = true;
    wallTime =
        Double.longBitsToDouble(
            (long) fixed32(bytes, from + 5) << 32 | fixed32(bytes, from + 1) & 0xffff_ffffL);
    step = number64;
    content = Content.SUMMARY;
    contentStart = position + 2;
    contentEnd = to;
    form = Form.SCALAR;
    tagStart = position + 6;
    tagEnd = to - 5;
    number = Float.intBitsToFloat(fixed32(bytes, to - 4));
    valueStart = 0;
    valueEnd = 0;
    metadataStart = 0;
    metadataEnd = 0;
    return true;
  }

  private static int fixed32(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }

  private void content(Content which) {
    if (event.isLength()) {
      content = which;
      contentStart = event.start();
      contentEnd = event.end();
    }
  }

  private static String writer(WireReader metadata) throws MalformedMessageException {
    String name = "";
    while (metadata.next()) {
      name = metadata.field() == 1 ? metadata.text() : name;
    }
    return name;
  }

  /** Moves to the next value of a summary; false if there is none. */
  boolean nextValue() throws MalformedMessageException {
    if (isPlain) {
      isPlain = false;
      return true;
    }
    while (summary.next()) {
      if (summary.field() == 1 && summary.isLength()) {
        readValue();
        return true;
      }
    }
    return false;
  }

  private void readValue() throws MalformedMessageException {
    form = Form.NONE;
    tagStart = 0;
    tagEnd = 0;
    valueStart = 0;
    valueEnd = 0;
    metadataStart = 0;
    metadataEnd = 0;
    value.reset(summary.bytes(), summary.start(), summary.end());
    while (value.next()) {
      switch (value.field()) {
        case 1 -> {
          if (value.isLength()) {
            tagStart = value.start();
            tagEnd = value.end();
          }
        }
        case 2 -> {
          if (value.wireType() == WireReader.FIXED32) {
            form = Form.SCALAR;
            number = value.floatValue();
          }
        }
        case 4 -> blob(Form.IMAGE);
        case 5 -> readHistogram();
        case 6 -> blob(Form.AUDIO);
        case 8 -> readTensor();
        case 9 -> {
          if (value.isLength()) {
            metadataStart = value.start();
            metadataEnd = value.end();
          }
        }
        default -> {}
      }
    }
  }

  private void blob(Form which) {
    if (value.isLength()) {
      form = which;
      valueStart = value.start();
      valueEnd = value.end();
    }
  }

  private void readHistogram() throws MalformedMessageException {
    if (value.isLength()) {
      blob(Form.HISTOGRAM);
      Arrays.fill(histogram, 0);
      inner.reset(value.bytes(), value.start(), value.end());
      while (inner.next()) {
        if (inner.field() <= histogram.length && inner.wireType() == WireReader.FIXED64) {
          histogram[inner.field() - 1] = inner.doubleValue();
        }
      }
    }
  }

  private void readTensor() throws MalformedMessageException {
    if (value.isLength()) {
      blob(Form.TENSOR);
      tensor.read(value.bytes(), value.start(), value.end());
      if (tensor.isText()) {
        form = Form.TEXT;
      } else if (tensor.isNumber()) {
        form = Form.SCALAR;
        number = tensor.number();
      } else if (tensor.elements() == 0) {
        form = Form.NONE;
      }
    }
  }

  /** Returns the seconds since the epoch; 0 if there are none. */
  double wallTime() {
    return wallTime;
  }

  /** Tells whether the event says when it happened. */
  boolean hasWallTime() {
    return hasWallTime;
  }

  /** Returns the step; 0 if it is left out. */
  long step() {
    return step;
  }

  /** Returns what the event holds. */
  Content content() {
    return content;
  }

  /** Returns how many bytes the content takes up. */
  int contentLength() {
    return contentEnd - contentStart;
  }

  /** Returns the name of the program part that wrote the file; empty if it is not said. */
  String writer() {
    return writer;
  }

  /** Tells whether the event says that a session starts at its step. */
  boolean startsSession() throws MalformedMessageException {
    boolean starts = false;
    if (content == Content.SESSION) {
      inner.reset(event.bytes(), contentStart, contentEnd);
      while (inner.next()) {
        starts = inner.field() == 1 ? inner.integer() == SESSION_START : starts;
      }
    }
    return starts;
  }

  /** Returns the bytes in which the positions of the value lie. */
  byte[] bytes() {
    return summary.bytes();
  }

  /** Returns the form of the value. */
  Form form() {
    return form;
  }

  /** Returns where the tag begins. */
  int tagStart() {
    return tagStart;
  }

  /** Returns the length of the tag in bytes. */
  int tagLength() {
    return tagEnd - tagStart;
  }

  /** Returns the number of {@link Form#SCALAR}. */
  double number() {
    return number;
  }

  /** Returns min, max, num, sum and sum of squares of {@link Form#HISTOGRAM}. */
  double[] histogram() {
    return histogram;
  }

  /** Returns the tensor of {@link Form#TENSOR} and {@link Form#TEXT}. */
  TensorReader tensor() {
    return tensor;
  }

  /** Returns how many bytes the value takes up. */
  int valueLength() {
    return valueEnd - valueStart;
  }

  /** Tells whether the value has metadata. */
  boolean hasMetadata() {
    return metadataEnd > metadataStart;
  }

  /** Reads the value's metadata; nothing of it is kept from earlier values of the tag. */
  TagMetadata metadata() throws MalformedMessageException {
    return TagMetadata.read(new WireReader(summary.bytes(), metadataStart, metadataEnd));
  }
}
