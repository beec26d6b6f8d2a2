package io.geminiquota.engine.classify;

/**
 * The advice for a call whose access is refused: by its credential, a permission, a bill or the
 * place it came from. No wait cures any of them.
 *
 * <p>A verdict keeps no message; what the kind leaves open is told by the status, which Google
 * gives to each cause of its own.
 */
final class AccessAdvice {

  private final Verdict verdict;
  private final AdviceSubject subject;

  AccessAdvice(Verdict verdict, AdviceSubject subject) {
    this.verdict = verdict;
    this.subject = subject;
  }

  String text() {
    return switch (verdict.kind()) {
      case AUTH_KEY -> key();
      case AUTH_PERMISSION -> permission();
      case SERVICE_DISABLED -> disabled();
      case BILLING -> billing();
      case REGION -> region();
      default -> throw new IllegalArgumentException("Not about access: " + verdict.kind());
    };
  }

  private String key() {
    String why =
        switch (verdict.httpStatus()) {
          case 400 -> "It is mistyped, expired or deleted.";
          case 401 -> "It is missing, expired, or of a type that is not taken here.";
          case 403 ->
              "It was found in public and is blocked for good, or it is missing from the request.";
          default ->
              "It is missing, mistyped, expired, of a wrong type, or blocked for good because it"
                  + " was found in public.";
        };
    return subject.ofCall("Google refuses the API key or credential")
        + " "
        + why
        + " No retry helps: make a new key at "
        + Pages.KEYS
        + " and give it to the application; on Vertex AI renew the credentials (gcloud auth"
        + " application-default login, or the service account).";
  }

  private String permission() {
    if (Reasons.GCLOUD_PROJECT.equals(subject.projectName())) {
      return "These are user credentials without a quota project, so the call was charged to"
          + " Google's own project "
          + Reasons.GCLOUD_PROJECT
          + ". Run gcloud auth application-default set-quota-project with your project, where you"
          + " need the role Service Usage Consumer."
          + Pages.see(Pages.USER_CREDENTIALS);
    }
    return subject.ofCall("Google knows the credential but does not allow this")
        + " Grant it the permission at "
        + Pages.permissions(subject.project())
        + ", or lift the restrictions of the key at "
        + Pages.credentials(subject.project())
        + ". User credentials (gcloud) also need a quota project: "
        + Pages.USER_CREDENTIALS
        + ".";
  }

  private String disabled() {
    return subject.ofCall("The API is not enabled in the project")
        + " Enable it (generativelanguage.googleapis.com, or aiplatform.googleapis.com for Vertex"
        + " AI) with the link in Google's message or at "
        + Pages.apis(subject.project())
        + ", wait a few minutes and call again.";
  }

  private String billing() {
    String start = subject.ofCall("Google refuses the call because of billing");
    return switch (verdict.httpStatus()) {
      case 402, 429 ->
          start
              + " The prepaid credits are used up, or a spend cap is reached; no retry helps. Add"
              + " credits at "
              + Pages.CREDITS
              + " or raise the cap at "
              + Pages.spend(subject.project())
              + ", and allow some ten minutes.";
      case 403 ->
          start
              + " Billing is off for this project, or its account is closed or suspended; no retry"
              + " helps. Link an active account at "
              + Pages.billing(subject.project())
              + ", or answer Google's mail to the project's owner.";
      default ->
          start
              + " Billing is off, the prepaid credits are used up, a spend cap is reached, or the"
              + " account is suspended; no retry helps. Settle it at "
              + Pages.spend(subject.project())
              + " or "
              + Pages.billing(subject.project())
              + ".";
    };
  }

  private String region() {
    return subject.ofCall("The Gemini API is not offered where this call came from")
        + " What counts is the address from which the call leaves: run it in a supported region,"
        + " use Vertex AI, or, where only the free tier is closed, link billing at "
        + Pages.billing(subject.project())
        + "."
        + Pages.see(Pages.REGIONS);
  }
}
