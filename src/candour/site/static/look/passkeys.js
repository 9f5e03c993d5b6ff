// Shows what needs passkeys only where the browser has them, and says in words when one could not be used.
// The work itself is done by the scripts of django-allauth.
const message = document.getElementById("passkey-error");

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = true;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault(); // it would only be written where nobody looks
  if (!message) return;
  message.hidden = false;
  message.focus();
});
