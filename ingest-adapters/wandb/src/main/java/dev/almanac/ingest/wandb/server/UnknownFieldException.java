package dev.almanac.ingest.wandb.server;

import java.io.IOException;

/** Says that a server does not know the one thing that was asked for. */
final class UnknownFieldException extends IOException {

  private static final long serialVersionUID = 1L;

  UnknownFieldException(String field) {
    super("the server does not know " + field);
  }
}
