namespace Bridge.Answers;

/// <summary>The languages of the answers' page. English serves where the customer's is not here.</summary>
internal static class AnswerTexts
{
    private static readonly AnswerWords English = new("en")
    {
        About = "Your request",
        Question = "Does it work now?",
        Works = "Yes, it works",
        Broken = "No, it is still broken",
        Remark = "Anything you would like to add? (optional)",
        NothingYet = "Nothing has been sent yet: your answer counts once you press a button.",
        Thanks = "Thank you!",
        ThanksWorks = "Good to hear that it works. We have noted your answer.",
        ThanksBroken = "We are sorry that it still does not work. Our specialists take it up again.",
        Sorry = "Nothing to answer here",
        Used = "We have your answer to this question already. Thank you!",
        Expired = "This link has expired, and nothing was changed.",
        GoneOn = "Your request has gone on in the meantime, so this link does nothing any more.",
        Unknown = "This link is not complete or not ours. Please open it again from our e-mail.",
        TooMany = "That was a little too often. Please try again in a minute.",
        Away = "We cannot take your answer just now. Please try again in a few minutes.",
        OrReply = "You can always just reply to our e-mail instead.",
    };

    private static readonly AnswerWords German = new("de")
    {
        About = "Ihre Anfrage",
        Question = "Funktioniert es jetzt?",
        Works = "Ja, es funktioniert",
        Broken = "Nein, es geht noch nicht",
        Remark = "Möchten Sie etwas hinzufügen? (freiwillig)",
        NothingYet = "Bisher wurde nichts gesendet: Ihre Antwort zählt, sobald Sie auf eine Schaltfläche drücken.",
        Thanks = "Vielen Dank!",
        ThanksWorks = "Schön, dass es funktioniert. Wir haben Ihre Antwort vermerkt.",
        ThanksBroken = "Es tut uns leid, dass es noch nicht geht. Unsere Fachleute kümmern sich wieder darum.",
        Sorry = "Hier gibt es nichts zu beantworten",
        Used = "Ihre Antwort auf diese Frage haben wir bereits. Vielen Dank!",
        Expired = "Dieser Link ist abgelaufen, und es wurde nichts geändert.",
        GoneOn = "Ihre Anfrage ist inzwischen weitergegangen; dieser Link bewirkt nichts mehr.",
        Unknown =
            "Dieser Link ist unvollständig oder nicht von uns. Bitte öffnen Sie ihn noch einmal aus unserer E-Mail.",
        TooMany = "Das war etwas zu oft. Bitte versuchen Sie es in einer Minute noch einmal.",
        Away = "Wir können Ihre Antwort gerade nicht annehmen. Bitte versuchen Sie es in einigen Minuten noch einmal.",
        OrReply = "Sie können auch jederzeit einfach auf unsere E-Mail antworten.",
    };

    private static readonly AnswerWords French = new("fr")
    {
        About = "Votre demande",
        Question = "Est-ce que cela fonctionne maintenant ?",
        Works = "Oui, cela fonctionne",
        Broken = "Non, le problème persiste",
        Remark = "Souhaitez-vous ajouter quelque chose ? (facultatif)",
        NothingYet = "Rien n’a encore été envoyé : votre réponse compte dès que vous appuyez sur un bouton.",
        Thanks = "Merci !",
        ThanksWorks = "Nous sommes heureux que cela fonctionne. Votre réponse est enregistrée.",
        ThanksBroken = "Nous sommes désolés que le problème persiste. Nos spécialistes s’en occupent à nouveau.",
        Sorry = "Rien à répondre ici",
        Used = "Nous avons déjà votre réponse à cette question. Merci !",
        Expired = "Ce lien a expiré et rien n’a été modifié.",
        GoneOn = "Votre demande a avancé entre-temps ; ce lien n’a plus d’effet.",
        Unknown = "Ce lien est incomplet ou ne vient pas de nous. Veuillez le rouvrir depuis notre e-mail.",
        TooMany = "C’était un peu trop souvent. Veuillez réessayer dans une minute.",
        Away = "Nous ne pouvons pas recevoir votre réponse pour le moment. Veuillez réessayer dans quelques minutes.",
        OrReply = "Vous pouvez aussi simplement répondre à notre e-mail.",
    };

    private static readonly AnswerWords Spanish = new("es")
    {
        About = "Su solicitud",
        Question = "¿Funciona ahora?",
        Works = "Sí, funciona",
        Broken = "No, sigue sin funcionar",
        Remark = "¿Desea añadir algo? (opcional)",
        NothingYet = "Todavía no se ha enviado nada: su respuesta cuenta cuando pulse un botón.",
        Thanks = "¡Muchas gracias!",
        ThanksWorks = "Nos alegra que funcione. Hemos anotado su respuesta.",
        ThanksBroken = "Lamentamos que siga sin funcionar. Nuestros especialistas lo retoman.",
        Sorry = "No hay nada que responder aquí",
        Used = "Ya tenemos su respuesta a esta pregunta. ¡Muchas gracias!",
        Expired = "Este enlace ha caducado y no se ha cambiado nada.",
        GoneOn = "Su solicitud ha avanzado entretanto; este enlace ya no tiene efecto.",
        Unknown = "Este enlace está incompleto o no es nuestro. Ábralo de nuevo desde nuestro correo.",
        TooMany = "Han sido demasiados intentos. Inténtelo de nuevo en un minuto.",
        Away = "Ahora mismo no podemos recibir su respuesta. Inténtelo de nuevo en unos minutos.",
        OrReply = "También puede simplemente responder a nuestro correo.",
    };

    private static readonly AnswerWords Portuguese = new("pt")
    {
        About = "A sua solicitação",
        Question = "Funciona agora?",
        Works = "Sim, funciona",
        Broken = "Não, o problema continua",
        Remark = "Gostaria de acrescentar algo? (opcional)",
        NothingYet = "Nada foi enviado ainda: a sua resposta conta quando tocar num botão.",
        Thanks = "Muito obrigado!",
        ThanksWorks = "Que bom que funciona. Registámos a sua resposta.",
        ThanksBroken = "Lamentamos que o problema continue. Os nossos especialistas voltam a tratar dele.",
        Sorry = "Nada a responder aqui",
        Used = "Já temos a sua resposta a esta pergunta. Muito obrigado!",
        Expired = "Este link expirou e nada foi alterado.",
        GoneOn = "A sua solicitação avançou entretanto; este link já não tem efeito.",
        Unknown = "Este link está incompleto ou não é nosso. Abra-o novamente a partir do nosso e-mail.",
        TooMany = "Foram tentativas demais. Tente novamente dentro de um minuto.",
        Away = "De momento não podemos receber a sua resposta. Tente novamente dentro de alguns minutos.",
        OrReply = "Também pode simplesmente responder ao nosso e-mail.",
    };

    private static readonly AnswerWords Hindi = new("hi")
    {
        About = "आपका अनुरोध",
        Question = "क्या यह अब काम कर रहा है?",
        Works = "हाँ, काम कर रहा है",
        Broken = "नहीं, समस्या अभी भी है",
        Remark = "क्या आप कुछ और बताना चाहेंगे? (वैकल्पिक)",
        NothingYet = "अभी कुछ भी नहीं भेजा गया है: बटन दबाने पर ही आपका उत्तर माना जाएगा।",
        Thanks = "धन्यवाद!",
        ThanksWorks = "यह जानकर खुशी हुई कि यह काम कर रहा है। हमने आपका उत्तर दर्ज कर लिया है।",
        ThanksBroken = "हमें खेद है कि समस्या अभी भी है। हमारे विशेषज्ञ इस पर फिर से काम करेंगे।",
        Sorry = "यहाँ उत्तर देने के लिए कुछ नहीं है",
        Used = "इस प्रश्न का आपका उत्तर हमारे पास पहले से है। धन्यवाद!",
        Expired = "इस लिंक की अवधि समाप्त हो गई है, और कुछ भी बदला नहीं गया।",
        GoneOn = "इस बीच आपका अनुरोध आगे बढ़ चुका है; यह लिंक अब कुछ नहीं करता।",
        Unknown = "यह लिंक अधूरा है या हमारा नहीं है। कृपया इसे हमारे ई-मेल से फिर खोलें।",
        TooMany = "बहुत बार प्रयास हुआ। कृपया एक मिनट बाद फिर प्रयास करें।",
        Away = "हम अभी आपका उत्तर नहीं ले सकते। कृपया कुछ मिनट बाद फिर प्रयास करें।",
        OrReply = "आप चाहें तो सीधे हमारे ई-मेल का उत्तर भी दे सकते हैं।",
    };

    public static IReadOnlyList<AnswerWords> All { get; } = [English, German, French, Spanish, Portuguese, Hindi];

    /// <summary>The words of the first wish that is here. A wish is a language tag such as "pt-BR"; null and others are passed over.</summary>
    public static AnswerWords For(params IEnumerable<string?> wishes) =>
        wishes.Select(Find).FirstOrDefault(words => words is not null) ?? English;

    private static AnswerWords? Find(string? wish) =>
        wish?.Split('-', '_')[0].Trim() is { Length: > 0 } language
            ? All.FirstOrDefault(words => string.Equals(words.Language, language, StringComparison.OrdinalIgnoreCase))
            : null;
}
