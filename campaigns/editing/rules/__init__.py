"""The rule of the self-check as editors write it: answers that fit, cases that try it."""
