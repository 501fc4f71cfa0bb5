package dev.almanac.ingest.read.http;

import dev.almanac.ingest.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why something could not be had from a server and what to do about it, without what is
 * secret: users and queries of addresses, and credentials that a server echoes.
 *
 * @param secrets what must not be shown
 * @param attempts how often a request is made
 */
record FailureWording(Collection<Secret> secrets, int attempts) {

  private static final int SHOWN_BODY = 300;

  /** Shows where without what may be secret: user and query. */
  static String shownUri(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return uri.getScheme() + "://" + host + path;
  }

  /** Says that the answer is no success. */
  HttpFailure refused(URI uri, int status, String body) {
    return new HttpFailure(
        "Cannot read " + shownUri(uri) + ": " + explained(status) + quoted(body), status, body);
  }

  private String explained(int status) {
    return switch (status) {
      case 401 ->
          secrets.isEmpty()
              ? "the server wants credentials (401); set them, see almanac sources"
              : "the server refuses the credentials (401); check key or password";
      case 403 -> "the credentials do not allow it (403); ask for read access";
      case 404 -> "the server knows no such thing (404); check the address";
      case 429 -> "the server limits the rate (429), still after " + attempts + " tries";
      default ->
          status >= 500
              ? "the server failed (" + status + "), " + attempts + " times; sync again"
              : "the server answers " + status;
    };
  }

  private String quoted(String body) {
    String line = body.strip().lines().findFirst().orElse("");
    if (line.isEmpty() || line.startsWith("<")) {
      return "";
    }
    String clean = hideSecrets(line);
    return ": " + (clean.length() > SHOWN_BODY ? clean.substring(0, SHOWN_BODY) + "…" : clean);
  }

  /** A server may echo what it was sent. */
  private String hideSecrets(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    List<String> hidden = new ArrayList<>();
    for (Secret secret : secrets) {
      hidden.add(secret.reveal());
      String value = secret.reveal();
      hidden.add(value.substring(value.indexOf(' ') + 1));
    }
    for (String value : hidden) {
      clean = value.length() < 4 ? clean : clean.replace(value, "***");
    }
    return clean;
  }

  /** Says that the answer holds no JSON. */
  static HttpFailure noJson(TrackerHttp.Answer answer) {
    String shown = AnswerBody.beginning(answer.body());
    String hint =
        shown.stripLeading().startsWith("<")
            ? "it answers with a web page, so this is a proxy or a login page, or not the API's"
                + " address; check the address and the credentials"
            : "it answers with something else than JSON; check the address";
    return new HttpFailure(
        "Cannot read " + shownUri(answer.uri()) + ": " + hint, answer.status(), shown);
  }

  /** Says that the server could not be reached, or not to the end. */
  HttpFailure unreachable(URI uri, IOException dropped) {
    String message = dropped.getMessage();
    // The JDK's client throws it without a message.
    String name =
        dropped instanceof ConnectException
            ? "the connection is refused"
            : dropped.getClass().getSimpleName();
    String why = message == null ? name : hideSecrets(message);
    HttpFailure failure =
        new HttpFailure(
            "Cannot read "
                + shownUri(uri)
                + ": "
                + why
                + " ("
                + attempts
                + " tries); check that the server runs and can be reached",
            0,
            "");
    failure.initCause(dropped);
    return failure;
  }

  /** Tells whether the server's certificate is what failed: trying again does not help. */
  static boolean isCertificate(SSLException failure) {
    return certificateProblem(failure) != null;
  }

  private static @Nullable CertificateException certificateProblem(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException problem) {
        return problem;
      }
    }
    return null;
  }

  /** Says that the server's certificate is not trusted. */
  static HttpFailure untrusted(URI uri, SSLException failure) {
    CertificateException problem = certificateProblem(failure);
    Throwable why = problem == null ? failure : problem;
    HttpFailure untrusted =
        new HttpFailure(
            "Cannot read "
                + shownUri(uri)
                + ": the server's certificate is not trusted ("
                + why.getMessage()
                + "); check the host's name, or name the file (PEM) of the authority that signed it",
            0,
            "");
    untrusted.initCause(failure);
    return untrusted;
  }
}
