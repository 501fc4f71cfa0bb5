package dev.almanac.cli.discover;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the sources that a place holds. A folder is walked once, every adapter asked on the way.
 */
public final class Discovery {

  /** Folders that tools fill and nobody logs runs into. */
  private static final Set<String> SKIPPED =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".cache",
          ".venv",
          ".tox",
          ".idea",
          ".mypy_cache",
          ".pytest_cache",
          ".ipynb_checkpoints",
          "__pycache__",
          "node_modules",
          "site-packages");

  /** A scheme of one letter is a Windows drive. */
  private static final Pattern URI_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private final List<RunSourceFactory> factories;

  /** Creates a discovery that asks the given adapters, in this order. */
  public Discovery(List<RunSourceFactory> factories) {
    this.factories = List.copyOf(factories);
  }

  /** Tells whether a place is a URI other than {@code file:}. */
  public static boolean isRemote(String place) {
    return URI_SCHEME.matcher(place).matches() && !place.startsWith("file:");
  }

  /**
   * Finds the sources at a URI.
   *
   * @throws IOException if it is one that an adapter knows, and it cannot be reached
   */
  public Found at(URI uri, SourceOptions options) throws IOException {
    List<SourceSpec> sources = new ArrayList<>();
    for (RunSourceFactory factory : factories) {
      sources.addAll(factory.recognise(uri, options));
    }
    return new Found(sources, List.of(), 0);
  }

  /**
   * Finds the sources in a file, or in a folder and the folders below it. Folders that cannot be
   * listed are noted and left out; symbolic links are followed, each folder being visited once.
   */
  public Found at(Path path) {
    Path start = path.toAbsolutePath().normalize();
    Walk walk = new Walk();
    if (Files.isDirectory(start)) {
      walk.folder(start);
    } else {
      walk.ask(Folder.ofFile(start));
    }
    return new Found(walk.sources(start), List.copyOf(walk.unreadable), walk.folders);
  }

  /** One walk from a place downwards. */
  private final class Walk {
    private final Map<String, SourceSpec> found = new LinkedHashMap<>();
    private final Set<Unreadable> unreadable = new LinkedHashSet<>();
    private final Set<Path> visited = new HashSet<>();
    private final Set<RunSourceFactory> gathering = new LinkedHashSet<>();
    private final Map<Path, RunSourceFactory> claimed = new LinkedHashMap<>();
    private long folders;

    void folder(Path start) {
      Deque<Path> pending = new ArrayDeque<>();
      pending.push(start);
      while (!pending.isEmpty()) {
        Path path = pending.pop();
        Optional<Folder> folder = list(path);
        if (folder.isPresent() && !ask(folder.get())) {
          pushBelow(folder.get(), pending);
        }
      }
    }

    /** Asks every adapter; true if one of them claims what is below. */
    boolean ask(Folder folder) {
      boolean isClaimed = false;
      for (RunSourceFactory factory : factories) {
        if (factory.onlyGathers() && gathering.contains(factory)) {
          continue;
        }
        try {
          Recognition recognition = factory.recognise(folder);
          // One file may hold stores of two kinds.
          recognition
              .sources()
              .forEach(spec -> found.putIfAbsent(spec.kind() + ' ' + spec.location(), spec));
          if (recognition.gathering() == Recognition.Gathering.HERE) {
            gathering.add(factory);
          }
          if (recognition.belowIsOurs()) {
            claimed.putIfAbsent(folder.path(), factory);
            isClaimed = true;
          }
        } catch (IOException exception) {
          unreadable.add(new Unreadable(place(folder.path(), exception), reason(exception)));
        }
      }
      return isClaimed;
    }

    /** Returns the stores that were found, then the sources that gather the whole place. */
    List<SourceSpec> sources(Path start) {
      List<SourceSpec> sources = new ArrayList<>(found.values());
      for (RunSourceFactory factory : gathering) {
        Set<Path> others = new HashSet<>();
        claimed.forEach(
            (folder, owner) -> {
              if (owner != factory) {
                others.add(folder);
              }
            });
        sources.add(factory.gather(start).withClaimed(others));
      }
      return sources;
    }

    private Optional<Folder> list(Path path) {
      try {
        if (!visited.add(path.toRealPath())) {
          return Optional.empty();
        }
        folders++;
        return Optional.of(Folder.of(path));
      } catch (IOException exception) {
        unreadable.add(new Unreadable(path, reason(exception)));
        return Optional.empty();
      }
    }

    /** Pushes in reverse, so that the walk is in the order of the names. */
    private void pushBelow(Folder folder, Deque<Path> pending) {
      List<String> names = folder.folders();
      for (int index = names.size() - 1; index >= 0; index--) {
        if (!SKIPPED.contains(names.get(index))) {
          pending.push(folder.path().resolve(names.get(index)));
        }
      }
    }
  }

  /** The folder, or what in it is refused: adapters look at files. */
  private static Path place(Path folder, IOException exception) {
    return exception instanceof AccessDeniedException denied && denied.getFile() != null
        ? Path.of(denied.getFile())
        : folder;
  }

  private static String reason(IOException exception) {
    if (exception instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = exception.getMessage();
    // A plain IOException is an adapter's own sentence; the name of any other says what happened.
    return message != null && exception.getClass() == IOException.class
        ? message
        : exception.toString();
  }
}
