package dev.almanac.ingest.read.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** The body of an answer: unpacked, watched, bounded, and whole. */
final class AnswerBody {

  /** Longest part of an error's body that is looked at. */
  private static final int MAX_ERROR = 1 << 14;

  private AnswerBody() {}

  /**
   * Opens the body.
   *
   * @param timeout longest time without a byte
   */
  static InputStream unpacked(HttpResponse<InputStream> response, Duration timeout)
      throws IOException {
    boolean packed =
        response
            .headers()
            .firstValue("Content-Encoding")
            .filter(encoding -> encoding.equalsIgnoreCase("gzip"))
            .isPresent();
    InputStream body = new WatchedBody(response.body(), timeout);
    try {
      return packed ? new GZIPInputStream(body) : body;
    } catch (IOException noGzip) {
      body.close();
      throw noGzip;
    }
  }

  /** Reads a body that is held in memory, and checks that it is whole. */
  static byte[] read(HttpResponse<InputStream> response, Duration timeout) throws IOException {
    byte[] content;
    try (InputStream input = unpacked(response, timeout)) {
      content = bounded(input);
    }
    checkLength(response, content.length);
    return content;
  }

  private static byte[] bounded(InputStream input) throws IOException {
    byte[] content = input.readNBytes((int) TrackerHttp.MAX_BODY + 1);
    if (content.length > TrackerHttp.MAX_BODY) {
      throw new HttpFailure(
          "Cannot read the answer: it is larger than " + TrackerHttp.MAX_BODY + " bytes", 0, "");
    }
    return content;
  }

  /** A proxy that gives up in mid-body may end it without an error. */
  static void checkLength(HttpResponse<?> response, long length) throws IOException {
    HttpHeaders headers = response.headers();
    long announced = headers.firstValueAsLong("Content-Length").orElse(-1);
    boolean packed = headers.firstValue("Content-Encoding").isPresent();
    if (announced >= 0 && !packed && announced != length) {
      throw new IOException("the answer ended after " + length + " of " + announced + " bytes");
    }
  }

  /** Returns the beginning of an error's body; empty if it cannot be read. */
  static String ofError(HttpResponse<InputStream> response, Duration timeout) {
    try (InputStream body = unpacked(response, timeout)) {
      return beginning(body.readNBytes(MAX_ERROR));
    } catch (IOException dropped) {
      return "";
    }
  }

  /** Returns the beginning of a body as text. */
  static String beginning(byte[] body) {
    return new String(body, 0, Math.min(body.length, MAX_ERROR), StandardCharsets.UTF_8);
  }
}
