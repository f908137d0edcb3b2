// Decides what an answer given on this screen does to the file, from whichever screen it comes.

export const give = (file, question, values, note = "") => {
  file.answer(question.id, values, note);
  // Who answers the whole also says who answers on this device.
  if (question.id === file.model.role && values[0]) file.remember({ role: values[0] });
};
