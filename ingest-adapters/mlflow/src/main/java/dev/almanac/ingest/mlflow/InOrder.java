package dev.almanac.ingest.mlflow;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a server a few things at a time and hands the answers on in the order asked, on the caller's
 * thread. An MLflow server has four workers by default; more requests at a time only wait there.
 */
final class InOrder implements AutoCloseable {

  private static final int AT_ONCE = 4;

  /** Answers that wait to be handed on: each may be a page of some megabytes. */
  private static final int AHEAD = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE,
          task -> {
            Thread thread = new Thread(task, "almanac-mlflow");
            thread.setDaemon(true);
            return thread;
          });

  /** Gets an answer, on any thread. */
  interface Ask<T, R> {
    /** Asks for one thing. */
    R ask(T item) throws IOException;
  }

  /** Takes in an answer. */
  interface Take<T, R> {
    /** Takes in the answer to one thing. */
    void take(T item, R answer) throws IOException;
  }

  private record Pending<T, R>(T item, Future<R> answer) {}

  /** Asks for each item and takes in the answers. */
  <T, R> void each(Iterable<T> items, Ask<T, R> ask, Take<T, R> take) throws IOException {
    Queue<T> queue = new ArrayDeque<>();
    items.forEach(queue::add);
    drain(queue, ask, take);
  }

  /**
   * Asks for what a queue holds until it is empty, and takes in the answers; taking one in may add
   * to the queue.
   */
  <T, R> void drain(Queue<T> queue, Ask<T, R> ask, Take<T, R> take) throws IOException {
    Deque<Pending<T, R>> pending = new ArrayDeque<>();
    try {
      while (!queue.isEmpty() || !pending.isEmpty()) {
        while (!queue.isEmpty() && pending.size() < AHEAD) {
          T item = queue.remove();
          pending.add(new Pending<>(item, threads.submit(() -> ask.ask(item))));
        }
        takeFirst(pending, take);
      }
    } finally {
      pending.forEach(each -> each.answer().cancel(true));
    }
  }

  private static <T, R> void takeFirst(Deque<Pending<T, R>> pending, Take<T, R> take)
      throws IOException {
    Pending<T, R> first = pending.remove();
    try {
      take.take(first.item(), first.answer().get());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot read the server: interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
